package io.github.wicredential.examples.quickstart;

/** Something else happened than the scene tells. */
final class SceneFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private SceneFailedException(String message) {
        super(message);
    }

    /** Fails with what went wrong, unless the condition holds. */
    static void unless(boolean holds, String wrong) throws SceneFailedException {
        if (!holds) {
            throw new SceneFailedException(wrong);
        }
    }
}
