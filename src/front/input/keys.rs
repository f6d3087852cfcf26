//! Which key a control byte or a complete escape sequence stands for. The tables of sequences are termina's.

use termina::Parser;
use termina::event::{Event as Sent, KeyCode, KeyEvent, KeyEventKind, Modifiers, MouseButton, MouseEventKind};

use crate::app::{Event, Key, Mouse, MouseKind};

/// The key that sends a C0 control or DEL.
pub(super) fn control(byte: u8) -> Option<Key> {
    Some(match byte {
        b'\r' => Key::Enter,
        b'\t' => Key::Tab,
        0x1b => Key::Esc,
        // Terminals disagree on which of the two Backspace sends; Ctrl-H is BS.
        0x08 | 0x7f => Key::Backspace,
        0x01..0x1b => Key::Ctrl(char::from(byte - 1 + b'a')),
        _ => return None,
    })
}

/// The key or the mouse in a complete sequence; `None` when it is neither or means nothing here.
pub(super) fn sequence(bytes: &[u8]) -> Option<Event> {
    if bytes == b"\x1bOM" {
        return Some(Event::Key(Key::Enter));
    }
    // A parser of its own for each sequence: what it does not know must not stay in it.
    let mut parser = Parser::default();
    parser.parse(bytes, false);
    match parser.pop()? {
        Sent::Key(event) if event.kind != KeyEventKind::Release => key(event).map(Event::Key),
        Sent::Mouse(event) => {
            let kind = match event.kind {
                MouseEventKind::Down(MouseButton::Left) => MouseKind::Press,
                MouseEventKind::ScrollUp => MouseKind::WheelUp,
                MouseEventKind::ScrollDown => MouseKind::WheelDown,
                _ => return None,
            };
            Some(Event::Mouse(Mouse { kind, x: event.column, y: event.row }))
        }
        _ => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    Some(match event.code {
        KeyCode::Char(c) if c.is_control() => return None,
        KeyCode::Char(c) if event.modifiers.contains(Modifiers::CONTROL) => Key::Ctrl(c.to_ascii_lowercase()),
        KeyCode::Char(c) if event.modifiers.contains(Modifiers::ALT) => Key::Alt(c),
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Escape => Key::Esc,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Insert => Key::Insert,
        KeyCode::Delete => Key::Delete,
        KeyCode::Function(n) => Key::F(n),
        _ => return None,
    })
}
