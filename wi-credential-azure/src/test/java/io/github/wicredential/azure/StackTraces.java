package io.github.wicredential.azure;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What an exception looks like where it is logged. */
public final class StackTraces {

    private StackTraces() {}

    public static String of(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
