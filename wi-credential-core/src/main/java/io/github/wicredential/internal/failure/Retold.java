package io.github.wicredential.internal.failure;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a request met, told again without the exceptions themselves: nobody shares them, and their stacks are said once. */
final class Retold {

    private static final String LIBRARY = "io.github.wicredential.internal.";
    private static final String HERE = LIBRARY + "failure.";
    private static final int DEEPEST = 10;

    private Retold() {}

    static @Nullable Throwable of(@Nullable Throwable met) {
        return of(met, met instanceof IOException, DEEPEST);
    }

    private static @Nullable Throwable of(@Nullable Throwable met, boolean brief, int depth) {
        if (met == null) {
            return null;
        }
        Throwable cause = depth == 0 ? null : of(met.getCause(), brief, depth - 1);
        Throwable again = again(met, met.getClass(), cause);
        again.setStackTrace(brief ? place(met) : met.getStackTrace());
        return again;
    }

    /**
     * The same kind with the given cause, or, of a kind that is not Java's own or does not take the cause, the nearest that
     * is and does. Some fix their cause, or that they have none, when they are made.
     */
    @SuppressWarnings("NullAway") // An exception may well have no message.
    private static Throwable again(Throwable met, Class<?> kind, @Nullable Throwable cause) {
        String words = kind == met.getClass() ? met.getMessage() : met.toString();
        if (kind.getClassLoader() == null && Throwable.class.isAssignableFrom(kind)) {
            try {
                return (Throwable)
                        kind.getConstructor(String.class, Throwable.class).newInstance(words, cause);
            } catch (ReflectiveOperationException | RuntimeException another) {
                // It has no such constructor, or its package is closed.
            }
            try {
                Throwable made = (Throwable) kind.getConstructor(String.class).newInstance(words);
                return cause == null ? made : made.initCause(cause);
            } catch (ReflectiveOperationException | RuntimeException another) {
                // Nor such a one, or it has no cause for ever.
            }
        }
        Class<?> above = kind.getSuperclass();
        return above == null ? new Exception(met.toString(), cause) : again(met, above, cause);
    }

    /** Where the library met it: a fault of the network or of a file has many frames and none that says more. */
    static StackTraceElement[] place(Throwable met) {
        for (StackTraceElement frame : met.getStackTrace()) {
            if (frame.getClassName().startsWith(LIBRARY)
                    && !frame.getClassName().startsWith(HERE)) {
                return new StackTraceElement[] {frame};
            }
        }
        return new StackTraceElement[] {new StackTraceElement(Retold.class.getName(), "of", "Retold.java", -1)};
    }
}
