package io.github.wicredential.internal.runtime;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A daemon thread of the library that inherits nothing from the caller that caused it: neither class loader nor
 * access control, group, priority or thread locals. So it keeps no application alive, and no application can
 * interrupt it with its group.
 */
public class LibraryThread extends Thread {

    /** Since Java 24 a thread inherits no access-control context, and the class may be removed. */
    private static final boolean INHERITS_ACCESS = Runtime.version().feature() < 24;

    // Written by the thread itself, read by code that gives its work up.
    private volatile @Nullable Supplier<Doing> doing;

    /** Its current work; for the code that counts it, under that code's lock. */
    @Nullable
    Object work;

    /** Whether that was given up. */
    volatile boolean givenUp;

    LibraryThread(ThreadGroup group, String name, Runnable work) {
        super(group, work, name, 0, false);
    }

    /** A thread that is not started. */
    @SuppressWarnings("ThreadPriorityCheck") // Only the caller's is not inherited.
    public static LibraryThread of(String name, Runnable work) {
        LibraryThread made = INHERITS_ACCESS ? Unprivileged.make(name, work) : make(name, work);
        made.setDaemon(true);
        made.setPriority(NORM_PRIORITY);
        made.setContextClassLoader(null);
        return made;
    }

    /** Creates numbered threads. */
    static ThreadFactory factory(String name) {
        AtomicLong count = new AtomicLong();
        return work -> of(name + "-" + count.incrementAndGet(), work);
    }

    private static LibraryThread make(String name, Runnable work) {
        return new LibraryThread(Groups.ROOT, name, work);
    }

    /** What it is doing that may take long; null if nothing. */
    public @Nullable Doing doing() {
        Supplier<Doing> what = doing;
        return what == null ? null : what.get();
    }

    /**
     * Records what the current thread is about to do, if it is a thread of the library, and if that changes, where to
     * ask for it; null for nothing that takes long.
     */
    public static void doing(@Nullable Supplier<Doing> what) {
        if (currentThread() instanceof LibraryThread self) {
            self.doing = what;
        }
    }

    /** Whether the work of the current thread was given up, so that it must begin nothing new. */
    public static boolean workIsGivenUp() {
        return currentThread() instanceof LibraryThread self && self.givenUp;
    }

    /** Clears an interrupt that foreign code left behind, unless the work was given up meanwhile. */
    static void settle() {
        if (currentThread() instanceof LibraryThread && !workIsGivenUp()) {
            var unused = interrupted();
        }
    }

    private static final class Groups {

        static final ThreadGroup ROOT = root();

        private static ThreadGroup root() {
            ThreadGroup group = currentThread().getThreadGroup();
            for (ThreadGroup up = group.getParent(); up != null; up = group.getParent()) {
                group = up;
            }
            return group;
        }
    }

    @SuppressWarnings("removal")
    private static final class Unprivileged {

        /** A thread inherits the protection domains of all its callers, up to a privileged one. */
        static LibraryThread make(String name, Runnable work) {
            return AccessController.doPrivileged(
                    (PrivilegedAction<LibraryThread>) () -> LibraryThread.make(name, work));
        }
    }
}
