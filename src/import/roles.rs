//! What each line is: a first reading from its context, and a second one in the light of the first.
//!
//! The second reading sees what the first said about eight neighbours and about all lines dressed alike: that is how a page's house
//! style is found (if most ■ lines read as headlines, the doubtful one does too).

use super::block::Block;
use super::context::Groups;
use super::net::Row;
use super::page_facts::PageFacts;
use crate::corpus::Role;
use crate::text::pinyin::readings;

/// Number of roles.
pub const ROLES: usize = Role::ALL.len();

/// Probability of each role, in the order of [`Role::ALL`].
pub type Shares = [f32; ROLES];

/// Position of a role in [`Role::ALL`].
pub fn index(role: Role) -> usize {
    role as usize
}

/// The probability of one role.
pub fn share(shares: &Shares, role: Role) -> f32 {
    shares[index(role)]
}

/// Rows of the second reading: the rows of the first, and its answers.
pub fn second_rows(first: &[Row], answers: &[Shares], groups: &Groups) -> Vec<Row> {
    let n = first.len();
    let mut alike = vec![[0.0_f32; ROLES]; n];
    for lines in groups.values() {
        let mut sum = [0.0_f32; ROLES];
        for i in lines {
            for (s, a) in sum.iter_mut().zip(&answers[*i]) {
                *s += a;
            }
        }
        for i in lines {
            for (k, out) in alike[*i].iter_mut().enumerate() {
                *out = (sum[k] - 0.5 * answers[*i][k]) / (lines.len() as f32 - 0.5);
            }
        }
    }
    let mut whole = [0.0_f32; ROLES];
    for answer in answers {
        for (w, a) in whole.iter_mut().zip(answer) {
            *w += a / n as f32;
        }
    }
    let history = history(answers);
    (0..n)
        .map(|i| {
            let mut row = Row::continued(&first[i], (2 + 8 + 1) * ROLES + 6);
            for a in &answers[i] {
                // Logarithm of the probability, brought near 0…1.
                row.value(1.0 + a.max(1e-3).ln() / 6.9);
            }
            row.values(&alike[i]);
            for step in [-4_isize, -3, -2, -1, 1, 2, 3, 4] {
                match i.checked_add_signed(step).and_then(|k| answers.get(k)) {
                    Some(answer) => row.values(answer),
                    None => row.skip(ROLES),
                }
            }
            row.values(&history[i]);
            row.values(&whole);
            row
        })
        .collect()
}

/// What stood above: text since the last headline, whether it had a byline, a lead, sub-headings, whether sections were seen.
fn history(answers: &[Shares]) -> Vec<[f32; 6]> {
    let (mut since, mut byline, mut lead, mut sub, mut sections) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
    answers
        .iter()
        .map(|a| {
            let seen =
                [since.min(8.0) / 8.0, byline, lead, sub, f32::from(u8::from(since < 0.5)), f32::from(u8::from(sections > 0.5))];
            if share(a, Role::Headline) > 0.5 {
                (since, byline, lead, sub) = (0.0, 0.0, 0.0, 0.0);
            }
            since += share(a, Role::Body);
            if since < 1.0 {
                byline = (byline * 0.98).max(share(a, Role::Byline));
            }
            lead = lead.max(share(a, Role::Lead));
            sub = sub.max(share(a, Role::Subhead));
            sections += share(a, Role::Section);
            seen
        })
        .collect()
}

/// Least p(duplicate) of a heading that is printed twice.
const POSSIBLE_COPY: f32 = 0.03;

/// What is certain in every paper, whatever the models say: 摄 alone is a photographer, 文/图 is a writer too, what has no second copy
/// on the page is no duplicate, and `（下转第四版）` is no text.
pub fn certainties(answers: &mut [Shares], blocks: &[Block], facts: &PageFacts) {
    one_is_no_copy(answers, blocks, facts);
    one_under_a_story_is_a_caption(answers, blocks, facts);
    any_may_be_a_copy(answers, blocks, facts);
    for (i, answer) in answers.iter_mut().enumerate() {
        let r = facts.repeats[i];
        if r.earlier.max(r.later) < 0.6 {
            answer[index(Role::Duplicate)] *= 1e-3;
        }
        let s = &facts.surfaces[i];
        if s.turn {
            *answer = [1e-6; ROLES];
            answer[index(Role::Other)] = 1.0;
            continue;
        }
        if no_heading(&blocks[i].text) {
            for role in [Role::Headline, Role::Kicker] {
                answer[index(role)] *= 0.01;
            }
        }
        let (y, c) = (index(Role::Byline), index(Role::Credit));
        if blocks[i].len() < 34 && answer[y].max(answer[c]) > 0.3 {
            if s.text_and_photo {
                answer[y] += answer[c] * 0.98;
                answer[c] *= 0.02;
            } else if s.credit {
                answer[c] += answer[y] * 0.98;
                answer[y] *= 0.02;
            }
        }
        let sum: f32 = answer.iter().sum();
        for a in answer.iter_mut() {
            *a /= sum;
        }
    }
}

/// What no paper sets as a headline: a line wholly in round brackets, `（褚福海）`, `(7月4日，单位：元/斤)`; a day alone, `二〇一〇年十月十九日`;
/// the number of a page, `第二版`, `A05`, `· 12 ·`; the name of a column with its own pinyin, `连线基层 JICENG`.
fn no_heading(text: &str) -> bool {
    let text = text.trim();
    if text.chars().count() > 30 {
        return false;
    }
    let inside = text.strip_prefix(['(', '（']).and_then(|t| t.strip_suffix([')', '）']));
    if inside.is_some_and(|t| !t.contains([')', '）']) && t.chars().count() > 1) {
        return true;
    }
    if spelled_out(text) {
        return true;
    }
    let number = |c: char| c.is_ascii_digit() || "０１２３４５６７８９〇零一二三四五六七八九十".contains(c);
    let counts = text.chars().any(number);
    let day = |c: char| number(c) || "年月日号　 ".contains(c);
    let page = |c: char| number(c) || "第版页ABCDTＡＢＣＤＴ·-—_/　 ".contains(c);
    counts && (text.contains(['年', '月', '日']) && text.chars().all(day) || text.chars().all(page))
}

/// `连线基层 JICENG`: what is spelled is the end of the name itself.
fn spelled_out(text: &str) -> bool {
    let Some((name, letters)) = text.rsplit_once([' ', '　']) else { return false };
    let mut rest = letters.to_ascii_lowercase();
    if rest.len() < 3 || !rest.bytes().all(|b| b.is_ascii_lowercase()) {
        return false;
    }
    for c in name.trim_end().chars().rev() {
        let Some(sound) = readings(c).iter().find(|s| rest.ends_with(s.letters())) else { return false };
        rest.truncate(rest.len() - sound.letters().len());
        if rest.is_empty() {
            return true;
        }
    }
    false
}

/// A short line that ends in its photographer under two paragraphs of a story: `列车驶入货场。李东 摄`. A picture with a story of its own
/// has that line under its headline.
fn one_under_a_story_is_a_caption(answers: &mut [Shares], blocks: &[Block], facts: &PageFacts) {
    let (body, caption) = (index(Role::Body), index(Role::Caption));
    for i in 2..blocks.len() {
        let told = |k: usize| answers[k][body] > 0.5 && blocks[k].len() > 25;
        if facts.surfaces[i].photo && blocks[i].len() < 50 && !facts.dateline(i) && told(i - 1) && told(i - 2) {
            let moved = answers[i][body] * 0.9;
            answers[i][body] -= moved;
            answers[i][caption] += moved;
        }
    }
}

/// A heading printed twice may be a copy wherever it stands: what stands below tells which, and that only the whole page knows.
fn any_may_be_a_copy(answers: &mut [Shares], blocks: &[Block], facts: &PageFacts) {
    let copy = index(Role::Duplicate);
    for (i, answer) in answers.iter_mut().enumerate() {
        let r = facts.repeats[i];
        if (r.same_earlier || r.same_later) && blocks[i].len() <= 34 {
            answer[copy] = answer[copy].max(POSSIBLE_COPY);
        }
    }
}

/// Of several copies of a heading one is the heading: where all of them read as copies, the least likely copy is none.
fn one_is_no_copy(answers: &mut [Shares], blocks: &[Block], facts: &PageFacts) {
    let copy = index(Role::Duplicate);
    for i in 0..blocks.len() {
        if !facts.repeats[i].same_later || facts.repeats[i].same_earlier || blocks[i].len() > 34 {
            continue;
        }
        let copies = (i..blocks.len()).filter(|k| blocks[*k].chars == blocks[i].chars);
        let least = copies.clone().min_by(|a, b| answers[*a][copy].total_cmp(&answers[*b][copy]));
        if let Some(least) = least.filter(|k| answers[*k][copy] > 0.5) {
            answers[least][copy] *= 0.02;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_page_numbers_and_lines_in_brackets_head_nothing() {
        for text in
            ["（褚福海）", "(7月4日,单位:元/斤)", "二〇一〇年十月十九日", "2010年3月5日", "第二版", "A05", "· 12 ·", "３版"]
        {
            assert!(no_heading(text), "{text}");
        }
        for text in ["十月一日起水价下调", "2020，再出发", "（上）凌河两岸（下）", "第二版图", "渔船出港忙", "十里春风"]
        {
            assert!(!no_heading(text), "{text}");
        }
    }
}
