//! Doors to a terminal: reads its bytes, writes frames, restores it.
