package io.github.wicredential.examples.quickstart;

/** One part of the story. It says what it does, does it, says what came of it, and fails if that is not so. */
interface Scene {

    /** What the scene is about. */
    String title();

    /**
     * Plays the scene.
     *
     * @throws SceneFailedException if something else happened than the scene tells
     */
    void play(LocalAzure azure, Narrator narrator) throws SceneFailedException;
}
