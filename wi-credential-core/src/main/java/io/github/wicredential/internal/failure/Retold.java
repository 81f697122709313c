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
        Throwable again = again(met, met.getClass());
        again.setStackTrace(brief ? place(met) : met.getStackTrace());
        if (depth > 0 && again.getCause() == null && met.getCause() != null) {
            again.initCause(of(met.getCause(), brief, depth - 1));
        }
        return again;
    }

    /** The same kind, or, of a kind that is not Java's own, the nearest that is. */
    @SuppressWarnings("NullAway") // An exception may well have no message.
    private static Throwable again(Throwable met, Class<?> kind) {
        if (kind.getClassLoader() == null && Throwable.class.isAssignableFrom(kind)) {
            try {
                Object made = kind.getConstructor(String.class)
                        .newInstance(kind == met.getClass() ? met.getMessage() : met.toString());
                return (Throwable) made;
            } catch (ReflectiveOperationException | RuntimeException another) {
                // It has no such constructor, or its package is closed.
            }
        }
        Class<?> above = kind.getSuperclass();
        return above == null ? new Exception(met.toString(), null) : again(met, above);
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
