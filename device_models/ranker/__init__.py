"""The weights of the ranking: a conditional logit over plans, fitted on generated moments."""
