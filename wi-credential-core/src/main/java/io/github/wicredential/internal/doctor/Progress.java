package io.github.wicredential.internal.doctor;

import io.github.wicredential.doctor.Finding;
import java.time.Duration;

/** Is told what is known and what is waited for. Called on the thread that diagnoses. */
public interface Progress {

    /** Nobody watches. */
    Progress UNSEEN = new Progress() {};

    /** A row is known; what follows from what may still change. */
    default void found(Finding finding) {}

    /** Something is asked, which may take so long. */
    default void begins(String asked, Duration most) {}

    /** It has waited for a second and goes on. */
    default void lasts(String asked, Duration most) {}

    /** It no longer waits. */
    default void ends() {}
}
