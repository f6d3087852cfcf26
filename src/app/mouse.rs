//! The mouse, where it is asked for: the wheel scrolls what is under it, a press selects a row of the tree, a second one reads it.

use super::action::Action;
use super::tree::Node;
use super::{App, Effect, Focus, Mouse, MouseKind};

impl App {
    pub(super) fn mouse(&mut self, mouse: Mouse) -> Option<Effect> {
        self.notice = None;
        self.touched = true;
        if self.drawer.is_some() || self.note().is_some() {
            return None;
        }
        let g = self.geometry();
        let in_tree = g.tree.is_some_and(|pane| mouse.x <= pane.x + pane.width) && self.focus() != Focus::Leaf;
        match mouse.kind {
            MouseKind::WheelUp | MouseKind::WheelDown => {
                let action = if mouse.kind == MouseKind::WheelUp { Action::LineUp } else { Action::LineDown };
                for _ in 0..3 {
                    if self.leaf.is_some() {
                        self.leaf_moved(if action == Action::LineUp { -1 } else { 1 });
                    } else if in_tree {
                        self.move_tree(action);
                    } else {
                        self.move_text(action);
                    }
                }
            }
            MouseKind::Press if in_tree && self.focus() != Focus::Line => {
                let pane = g.tree?;
                let row = mouse.y.checked_sub(pane.y).filter(|row| *row < pane.height)?;
                let node = self.node_at(row)?;
                if node == self.cursor {
                    self.open_row();
                } else {
                    self.set_reading(false);
                    self.select(node);
                }
            }
            MouseKind::Press => {}
        }
        None
    }

    fn node_at(&self, row: u16) -> Option<Node> {
        let view = self.view();
        let (mut at, mut used) = (self.top, 0);
        loop {
            used += view.height(at);
            if row < used {
                return Some(at);
            }
            at = view.next(at)?;
        }
    }
}
