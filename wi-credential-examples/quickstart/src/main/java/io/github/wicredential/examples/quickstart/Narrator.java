package io.github.wicredential.examples.quickstart;

import java.io.PrintStream;

/** Writes the story in short lines. */
final class Narrator {

    private static final int WIDTH = 100;

    private final PrintStream out;

    Narrator(PrintStream out) {
        this.out = out;
    }

    void title(int number, String text) {
        out.println();
        out.println(number + ". " + text);
    }

    /** A sentence. */
    void say(String text) {
        lines("   ", text);
    }

    /** A fact with its name. */
    void show(String name, Object value) {
        out.println("     %-26s  %s".formatted(name, value));
    }

    /** What a program wrote, wrapped. */
    void quote(String text) {
        text.lines().forEach(line -> lines("   | ", line));
    }

    void blank() {
        out.println();
    }

    private void lines(String indent, String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && indent.length() + line.length() + 1 + word.length() > WIDTH) {
                out.println(indent + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        out.println(indent + line);
    }
}
