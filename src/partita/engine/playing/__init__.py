"""From notes to sound: instruments, drums, the desk, the master."""
