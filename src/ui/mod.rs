//! Pure drawing of the app's state into a frame.
