package io.github.wicredential.benchmarks.subject;

/** One credential of one library, asked the way its callers ask. Thread-safe. */
public interface Subject extends AutoCloseable {

    /**
     * Asks for a token.
     *
     * @param scope what for
     * @return the token itself
     * @throws Exception if the library gives none
     */
    String token(String scope) throws Exception;

    @Override
    default void close() {}
}
