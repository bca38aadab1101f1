"""What is presented: bona fide people and every species of attack, each made by a function of its session's chances."""
