"""What every package needs and no domain knows: errors, clock, money, text, jobs, events, secrets."""
