"""PHOLD and the ring on SimPy's processes, written as a reader of its manual would for speed.

Prints the version and the events a second of both. Usage: simpy_models.py ENTITIES EVENTS PROCESSES HOPS
"""

import random
import sys
import time

import simpy


class Inbox:
    """Something to wait for: an event made anew for each wait, and a count of what came meanwhile."""

    def __init__(self, env):
        self.env = env
        self.waiting = None
        self.count = 0

    def arrive(self, _event):
        if self.waiting is None:
            self.count += 1
        else:
            waiting, self.waiting = self.waiting, None
            waiting.succeed()

    def wait(self):
        event = self.env.event()
        if self.count:
            self.count -= 1
            event.succeed()
        else:
            self.waiting = event
        return event

    def send(self, delay):
        self.env.timeout(delay).callbacks.append(self.arrive)


def measure(env, done):
    start = time.perf_counter()
    env.run(until=done)
    return time.perf_counter() - start


def phold(entities, events):
    env = simpy.Environment()
    done = env.event()
    inboxes = [Inbox(env) for _ in range(entities)]
    draws = random.Random(1)
    delays = [draws.randrange(1, 2001) for _ in range(1 << 16)]
    targets = [draws.randrange(entities) for _ in range(1 << 16)]
    state = {"draw": 0}

    def send():
        draw = state["draw"]
        state["draw"] = draw + 1
        if draw == events + entities:
            done.succeed()
        inboxes[targets[draw & 0xFFFF]].send(delays[draw & 0xFFFF])

    def passer(inbox):
        while True:
            yield inbox.wait()
            send()

    for inbox in inboxes:
        env.process(passer(inbox))
    for _ in range(entities):
        send()
    return events / measure(env, done)


def ring(processes, hops):
    env = simpy.Environment()
    done = env.event()
    inboxes = [Inbox(env) for _ in range(processes)]
    state = {"left": hops}

    def member(number):
        inbox = inboxes[number]
        following = inboxes[(number + 1) % processes]
        while True:
            yield inbox.wait()
            state["left"] -= 1
            if state["left"] == 0:
                done.succeed()
            following.send(1)

    for number in range(processes):
        env.process(member(number))
    inboxes[0].send(1)
    return hops / measure(env, done)


if __name__ == "__main__":
    entities, events, processes, hops = (int(word) for word in sys.argv[1:5])
    print(simpy.__version__, phold(entities, events), ring(processes, hops))
