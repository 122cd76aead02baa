package io.dormouse.simulator.program;

import java.util.List;

/** What a program does: each record is something that an author may write. */
public sealed interface Action {
    /** The verb that it counts as. */
    Verb verb();

    /** A local step. @param failures how many attempts of it fail @param attempts how many it has */
    record Run(String name, int failures, int attempts) implements Action {
        @Override
        public Verb verb() {
            return attempts > 1 ? Verb.RETRY : Verb.RUN;
        }
    }

    /** A local step that computes. */
    record Compute(String name) implements Action {
        @Override
        public Verb verb() {
            return Verb.COMPUTE;
        }
    }

    /** A step whose result no database stores: the workflow is stuck, and nobody else. */
    record Poison() implements Action {
        @Override
        public Verb verb() {
            return Verb.POISON;
        }
    }

    /** A call of a service. @param attempts how often it is given, when it is refused */
    record Call(String what, int attempts) implements Action {
        @Override
        public Verb verb() {
            return Verb.CALL;
        }
    }

    /** A while. */
    record Sleep(long millis) implements Action {
        @Override
        public Verb verb() {
            return Verb.SLEEP;
        }
    }

    /** An event of the world. */
    record Event(String key) implements Action {
        @Override
        public Verb verb() {
            return Verb.EVENT;
        }
    }

    /** The next signal of a name. */
    record Signal(String name) implements Action {
        @Override
        public Verb verb() {
            return Verb.SIGNAL;
        }
    }

    /** A person's decision. */
    record Ask(String question) implements Action {
        @Override
        public Verb verb() {
            return Verb.ASK;
        }
    }

    /** All of some. */
    record All(List<Action> actions) implements Action {
        @Override
        public Verb verb() {
            return Verb.ALL;
        }
    }

    /** The first of some. */
    record Any(List<Action> actions) implements Action {
        @Override
        public Verb verb() {
            return Verb.ANY;
        }
    }

    /** One that is given up after a while. */
    record Limited(long millis, Action action) implements Action {
        @Override
        public Verb verb() {
            return Verb.TIMEOUT;
        }
    }

    /** One after the other, as futures are composed. */
    record Chain(Action first, Action second) implements Action {
        @Override
        public Verb verb() {
            return Verb.COMPOSE;
        }
    }

    /** Something with its compensation. */
    record Compensated(Action action, Action compensation) implements Action {
        @Override
        public Verb verb() {
            return Verb.SAGA;
        }
    }

    /** Values of the flow: a time, a number, an id. */
    record Values() implements Action {
        @Override
        public Verb verb() {
            return Verb.VALUES;
        }
    }

    /** A step that says how far it has come. */
    record Beat(String name) implements Action {
        @Override
        public Verb verb() {
            return Verb.HEARTBEAT;
        }
    }

    /** A child that is waited for. */
    record Child(long seed) implements Action {
        @Override
        public Verb verb() {
            return Verb.CHILD;
        }
    }

    /** A child that is left alone. */
    record Detached(long seed) implements Action {
        @Override
        public Verb verb() {
            return Verb.DETACH;
        }
    }

    /** A change of the code. */
    record Changed(String change) implements Action {
        @Override
        public Verb verb() {
            return Verb.CHANGED;
        }
    }

    /** A status and a tag. */
    record Words(String text) implements Action {
        @Override
        public Verb verb() {
            return Verb.WORDS;
        }
    }
}
