package io.github.wicredential.internal.failure;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a request, rebuilt without the original exceptions: no caller shares them, and their stacks appear
 * once.
 */
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
     * The same type with the given cause; for a type that is not Java's own or does not accept the cause, the nearest
     * supertype that is and does. Some types fix their cause, or its absence, on construction.
     */
    @SuppressWarnings("NullAway") // An exception may well have no message.
    private static Throwable again(Throwable met, Class<?> kind, @Nullable Throwable cause) {
        String words = kind == met.getClass() ? met.getMessage() : met.toString();
        if (kind.getClassLoader() == null && Throwable.class.isAssignableFrom(kind)) {
            try {
                return (Throwable)
                        kind.getConstructor(String.class, Throwable.class).newInstance(words, cause);
            } catch (ReflectiveOperationException | RuntimeException another) {
                // It has no such constructor, or its package is not open.
            }
            try {
                Throwable made = (Throwable) kind.getConstructor(String.class).newInstance(words);
                return cause == null ? made : made.initCause(cause);
            } catch (ReflectiveOperationException | RuntimeException another) {
                // No such constructor either, or it can never have a cause.
            }
        }
        Class<?> above = kind.getSuperclass();
        return above == null ? new Exception(met.toString(), cause) : again(met, above, cause);
    }

    /** Where the library met it: a network or file fault has many frames, none of which says more. */
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
