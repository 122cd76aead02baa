package io.dormouse.testkit.replay;

import io.dormouse.contracts.workflow.WholeJournal;

/** What became of a journal when code was run over it. */
public sealed interface Replayed {
    /** The journal. */
    WholeJournal journal();

    /** Whether a workflow with this journal goes on with the code. */
    boolean fits();

    /** What happened, in a sentence. */
    String sentence();

    /** The code comes to where the journal ends, and waits there. @param line the source line, as stack traces have it */
    record GoesOn(WholeJournal journal, String line) implements Replayed {
        @Override
        public boolean fits() {
            return true;
        }

        @Override
        public String sentence() {
            return "goes on; it waits at " + line;
        }
    }

    /** The code ends where the journal ends. @param outcome as JSON: {@code success} or {@code failure} */
    record Ends(WholeJournal journal, String outcome) implements Replayed {
        @Override
        public boolean fits() {
            return true;
        }

        @Override
        public String sentence() {
            return "ends with " + outcome;
        }
    }

    /** The journal is that of a workflow that has ended, and the code ends otherwise. Nobody is hurt by that any more. */
    record EndsOtherwise(WholeJournal journal, String before, String now) implements Replayed {
        @Override
        public boolean fits() {
            return false;
        }

        @Override
        public String sentence() {
            return "ended with %s, and with this code ends with %s".formatted(before, now);
        }
    }

    /**
     * The code and the journal do not fit: the workflow would be stuck.
     *
     * @param type {@code MISMATCH}, {@code RESULT_UNREADABLE} …, as it would stand in the workflow's failure
     * @param why both sides and their lines
     */
    record Stuck(WholeJournal journal, String type, String why) implements Replayed {
        @Override
        public boolean fits() {
            return false;
        }

        @Override
        public String sentence() {
            return "would be stuck: " + why;
        }
    }

    /** The code has no workflow of this name at all; it may be elsewhere. */
    record Unknown(WholeJournal journal) implements Replayed {
        @Override
        public boolean fits() {
            return false;
        }

        @Override
        public String sentence() {
            return "is a %s version %d, of which there is no code here".formatted(journal.name(), journal.version());
        }
    }
}
