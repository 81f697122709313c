package io.github.wicredential.internal.doctor;

/** Is told which check waits for the network. Called on the thread that diagnoses. */
public interface Progress {

    /** Nobody watches. */
    Progress UNSEEN = new Progress() {};

    /** A check begins to wait: its id and what it waits for. */
    default void begins(String check) {}

    /** It has waited for a second and goes on. */
    default void lasts(String check) {}

    /** It no longer waits. */
    default void ends() {}
}
