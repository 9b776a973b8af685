"""What goes out by itself or by an agent's word: replies to buyers, events to other programs."""
