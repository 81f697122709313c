package io.github.wicredential.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AssertionException;
import io.github.wicredential.AssertionException.Reason;
import io.github.wicredential.WorkloadIdentityException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private final WorkloadIdentityException shared =
            new AssertionException(Reason.MISSING, Path.of("token"), "What happened.\nWhat to do.", null);

    @Test
    void aRememberedFailureBeginsWithWhatHappenedAndEndsWithWhatToDo() {
        WorkloadIdentityException told = Failures.held(shared, TimeUnit.SECONDS.toNanos(2), 3);

        assertThat(told.getMessage().lines())
                .containsExactly(
                        "What happened.",
                        "No request is made for another 2000 ms, after 3 failures in a row.",
                        "What to do.");
    }

    @Test
    void eachCallerGetsAnExceptionOfItsOwnWithTheSharedOneAsItsCause() {
        WorkloadIdentityException told = Failures.again(shared);

        assertThat(told).isNotSameAs(shared).hasMessage(shared.getMessage()).hasCause(shared);
        assertThat(((AssertionException) told).reason()).isEqualTo(Reason.MISSING);
    }
}
