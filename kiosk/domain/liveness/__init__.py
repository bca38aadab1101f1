"""Whether somebody is alive: challenge, guide, judge and verdict."""
