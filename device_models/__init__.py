"""Makes the models that the hub runs: corpora, training, export, evaluation. Never imported by `edge`."""
