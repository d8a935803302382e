"""The doors: where somebody says something and somebody hears the answer.

A door turns what arrives into a `Request`, hands it to the hub, and turns the `Turn` into the answer that
its protocol knows. Doors know nothing of brokers and sockets but what `ports` names.
"""
