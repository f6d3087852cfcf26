//! The state machine of one reader: event → state → effect. No terminal, no disk, no clock.
