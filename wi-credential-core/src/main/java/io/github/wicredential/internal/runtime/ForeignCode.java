package io.github.wicredential.internal.runtime;

import java.io.IOException;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * How application code is called on threads of the library: with the context class loader from when the identity was
 * built, which is held weakly. Thread-safe.
 */
public final class ForeignCode {

    private final WeakReference<@Nullable ClassLoader> loader;

    private ForeignCode(@Nullable ClassLoader loader) {
        this.loader = new WeakReference<>(loader);
    }

    /** Calls code with the current context class loader of this thread. */
    public static ForeignCode ofThisThread() {
        return new ForeignCode(Thread.currentThread().getContextClassLoader());
    }

    /** Code with a result. */
    @FunctionalInterface
    public interface Call<T> {

        T run() throws IOException;
    }

    /** Calls code that may take long; what it does is given in words that follow "while". */
    public <T> T call(String doing, Call<T> code) throws IOException {
        Thread self = Thread.currentThread();
        ClassLoader before = self.getContextClassLoader();
        self.setContextClassLoader(loader.get());
        LibraryThread.doing(Doing.callsForeignCode(doing));
        try {
            return code.run();
        } finally {
            LibraryThread.doing(null);
            LibraryThread.settle();
            self.setContextClassLoader(before);
        }
    }

    public void run(Runnable code) {
        Thread self = Thread.currentThread();
        ClassLoader before = self.getContextClassLoader();
        self.setContextClassLoader(loader.get());
        try {
            code.run();
        } finally {
            self.setContextClassLoader(before);
        }
    }
}
