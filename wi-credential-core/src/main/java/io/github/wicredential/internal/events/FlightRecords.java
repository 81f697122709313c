package io.github.wicredential.internal.events;

import io.github.wicredential.IdentityEvent;
import jdk.jfr.FlightRecorder;

/** Writes token requests to Flight Recorder, where the JDK has it. */
final class FlightRecords {

    private static final boolean AVAILABLE =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private FlightRecords() {}

    /** Checked first, so that an application that never records loads no recorder classes. */
    static boolean recording() {
        return AVAILABLE && FlightRecorder.isInitialized();
    }

    static void record(IdentityEvent event) {
        if (!recording()) {
            return;
        }
        if (event instanceof IdentityEvent.RefreshSucceeded done) {
            TokenRefreshRecord.write(
                    done.agent().orElse(""), done.scope(), done.reason().name(), done.tries(), done.duration(), "");
        } else if (event instanceof IdentityEvent.RefreshFailed failed) {
            TokenRefreshRecord.write(
                    failed.agent().orElse(""),
                    failed.scope(),
                    failed.reason().name(),
                    failed.tries(),
                    failed.duration(),
                    failed.failure().getClass().getSimpleName());
        }
    }
}
