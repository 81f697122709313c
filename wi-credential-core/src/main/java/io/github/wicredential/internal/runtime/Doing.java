package io.github.wicredential.internal.runtime;

import java.io.IOException;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a thread of the library is doing that may take long. Immutable.
 *
 * @param kind on what it depends
 * @param words what it does, in words that follow "while"
 * @param call the call that it waits for; null if it waits for something else, or that is not known
 */
public record Doing(Kind kind, String words, @Nullable Call call) implements Supplier<Doing> {

    /** A call: whose answer is wanted, and how it would fail if its time were over now. */
    public record Call(URI peer, IOException timedOut) {}

    /** On what the end of it depends. */
    public enum Kind {
        /** The volume of a file. */
        FILE,
        /** Code of the application. */
        FOREIGN_CODE,
        /** The network and the peer. */
        REQUEST
    }

    public static Doing readsFile(String words) {
        return new Doing(Kind.FILE, words, null);
    }

    static Doing callsForeignCode(String words) {
        return new Doing(Kind.FOREIGN_CODE, words, null);
    }

    public static Doing waitsFor(String peer) {
        return new Doing(Kind.REQUEST, "it waited for ".concat(peer), null);
    }

    @Override
    public Doing get() {
        return this;
    }

    /** The words. */
    @Override
    public String toString() {
        return words;
    }
}
