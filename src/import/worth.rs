//! What each kind of evidence, and each kind of move, is worth when readings of a page are compared.
//!
//! Every number that the search adds up is the value of a [`Term`] times its worth. Evidence is a logarithm (of a probability or of a
//! ratio) from a model that was trained on its own question; events count once each. The worths are set by hand: training them on
//! whole pages, the true reading against those of the beam, made the loss of a page a third and no score better.

/// A kind of evidence or of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Term {
    /// log p(role), of either kind of heading for both.
    Role,
    /// Log-ratio of the role after the state.
    Transition,
    /// log p(headline) of a heading, given the article.
    Headline,
    /// log p(sub-heading) of a heading, given the article.
    Subhead,
    /// log p(whose section).
    WhoseSection,
    /// log p(one headline over two lines), log p(two headlines).
    Stacked,
    /// log p(goes on with the open paragraph of an article).
    Join,
    /// log p(goes on with none).
    NoJoin,
    /// log p(a lead goes on), log p(it does not).
    LeadJoin,
    /// Log-ratio of the words over a seam; the state's own answer has heard them once.
    Cut,
    /// Likeness of a paragraph to its article.
    Topic,
    /// log p(whose new paragraph).
    Owner,
    /// A head opens an article: given back when it is [`Term::Filled`], but for a little that keeps features from falling apart.
    Opened,
    /// First text below a head.
    Filled,
    /// A head opens while another waits for its text.
    OpenedBesideWaiting,
    /// One more line of a headline: what stands right above a headline is a label oftener than the readers think.
    SecondLine,
    /// A line of a head that stands apart from it: the headline stands in a column before, its deck over the text.
    HeadElsewhere,
    /// Likeness of such a line to its head.
    HeadKin,
    /// A kicker right below a headline whose text stands elsewhere: it opens another head.
    KickerOfAnother,
    /// A kicker below the headline it belongs to.
    KickerBelow,
    /// A sub-heading of an article before its first text.
    EarlySubhead,
    /// One more section under a watchword and a line, as the one before.
    InPairs,
    /// A section given back to its article where every other heading of that dress opens a story with a dateline or byline and
    /// this one does not: it is then rather left over from a feature than the one story without a dateline.
    Remnant,
    /// An article that opens with a sub-heading, a byline or a lead.
    Headless,
    /// The same where other articles stand above: a headline is lost or stands below.
    HeadlessAmid,
    /// A byline after the closing signature.
    BylineAfterClose,
    /// A second byline below the text.
    BylineAgain,
    /// A second byline above the text.
    BylineTwice,
    /// A byline for an article that has one or is in the middle of a sentence, while another headline waits for its writer.
    Stolen,
    /// A byline of a headline printed away from its text.
    BylineElsewhere,
    /// The same where the current article hardly wants one.
    BylineRather,
    /// The signature of an article that another has parted from it: a headline, a caption, a column stands between.
    BylineParted,
    /// Tens of lines since the last of that article.
    BylineFar,
    /// Less the logarithm of the number of heads that a line standing apart could belong to.
    OneOfMany,
    /// A paragraph of the lead of another article than the current one.
    LeadElsewhere,
    /// A paragraph of a lead below several of text.
    LateLead,
    /// A continuation of an article that is signed.
    OnAfterClose,
    /// A continuation below a sub-heading of its own article: a section ends with its paragraph.
    OnBelowSubhead,
    /// A second article without headline right below one, where no label makes a column of briefs of them and no mark parts them: a
    /// text without its headline has paragraphs as any other.
    Loose,
    /// A paragraph that is never finished: lost tails are rare.
    Dangling,
}

impl Term {
    /// What a value of one is worth.
    #[expect(clippy::match_same_arms, reason = "a table: one worth a term")]
    const fn worth(self) -> f32 {
        match self {
            Term::Role => 1.0,
            Term::Transition => 0.5,
            Term::Headline => 1.0,
            Term::Subhead => 1.0,
            Term::WhoseSection => 1.0,
            Term::Stacked => 1.0,
            Term::Join => 1.0,
            Term::NoJoin => 1.0,
            Term::LeadJoin => 1.0,
            Term::Cut => 0.3,
            Term::Topic => 0.3,
            Term::Owner => 1.0,
            Term::Opened => -4.0,
            Term::Filled => 4.0,
            Term::OpenedBesideWaiting => -1.0,
            Term::SecondLine => -0.7,
            Term::HeadElsewhere => -2.5,
            Term::HeadKin => 4.0,
            Term::KickerOfAnother => -5.0,
            Term::KickerBelow => -1.0,
            Term::EarlySubhead => -2.0,
            Term::InPairs => 4.0,
            Term::Remnant => 5.5,
            Term::Headless => -3.0,
            Term::HeadlessAmid => -4.0,
            Term::BylineAfterClose => -2.0,
            Term::BylineAgain => -0.7,
            Term::BylineTwice => -1.0,
            Term::Stolen => -2.0,
            Term::BylineElsewhere => -1.5,
            Term::BylineRather => 1.2,
            Term::BylineParted => -2.5,
            Term::BylineFar => -2.0,
            Term::OneOfMany => 1.0,
            Term::LeadElsewhere => -2.0,
            Term::LateLead => -2.0,
            Term::OnAfterClose => -2.0,
            Term::OnBelowSubhead => -4.0,
            Term::Loose => -4.0,
            Term::Dangling => -2.0,
        }
    }
}

/// What a move gains, as it is added up (natural logarithm).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Gain(pub(super) f32);

impl Gain {
    /// With one more piece of evidence.
    #[must_use]
    pub(super) fn with(self, term: Term, value: f32) -> Self {
        Self(self.0 + term.worth() * value)
    }

    /// With one more event, if it happens.
    #[must_use]
    pub(super) fn event(self, term: Term, happens: bool) -> Self {
        if happens { self.with(term, 1.0) } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_counts_by_its_value_and_events_once() {
        let gain = Gain::default().with(Term::Join, -2.0).event(Term::Loose, true).event(Term::Dangling, false);
        assert!((gain.0 - (-2.0 * Term::Join.worth() + Term::Loose.worth())).abs() < 1e-6);
    }
}
