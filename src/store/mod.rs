//! Disk: walking folders and archives, caches, profile, atomic writes.
