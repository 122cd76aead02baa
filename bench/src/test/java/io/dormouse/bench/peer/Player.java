package io.dormouse.bench.peer;

/** A peer's program as the bench sees it: prints its second word, complains as its environment says, and ends with the first. */
final class Player {
    private Player() {}

    public static void main(String[] words) {
        System.out.print(words[1] + "\n");
        System.err.println("trying");
        System.err.println(System.getenv("LAST_WORDS"));
        // Not exit, which the logging of the bench may remark on
        Runtime.getRuntime().halt(Integer.parseInt(words[0]));
    }
}
