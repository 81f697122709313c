package io.github.wicredential.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AssertionException;
import io.github.wicredential.AssertionException.Reason;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.failure.Copies;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private final NoSuchFileException noFile = new NoSuchFileException("no such file");

    private final WorkloadIdentityException shared =
            new AssertionException(Reason.MISSING, Path.of("token"), "What happened.\nWhat to do.", noFile);

    @Test
    void aRememberedFailureBeginsWithWhatHappenedAndEndsWithWhatToDo() {
        WorkloadIdentityException told = Failures.held(shared, TimeUnit.SECONDS.toNanos(2), 3);

        assertThat(told.getMessage().lines())
                .containsExactly(
                        "What happened.",
                        "What to do. No request is made for another 2000 ms, after 3 failures in a row.");
    }

    @Test
    void eachCallerGetsAnExceptionOfItsOwnInPlaceOfTheSharedOne() {
        WorkloadIdentityException told = Copies.again(Copies.again(shared));

        assertThat(told).isNotSameAs(shared).hasMessage(shared.getMessage()).hasCause(noFile);
        assertThat(((AssertionException) told).reason()).isEqualTo(Reason.MISSING);
    }

    @Test
    void whatToDoIsSaidOnceInAStackTrace() {
        RuntimeException outer =
                new IllegalStateException(Copies.again(shared).getMessage(), Copies.asCause(Copies.again(shared)));

        String printed = printed(outer);

        assertThat(printed).containsOnlyOnce("What to do.");
        assertThat(outer.getCause()).hasMessage("What happened.");
        assertThat(printed).containsOnlyOnce("NoSuchFileException: no such file");
        assertThat(Copies.message(outer, (WorkloadIdentityException) outer.getCause()))
                .isEqualTo(shared.getMessage());
        assertThat(Copies.message(shared, shared)).isEqualTo(shared.getMessage());
    }

    @Test
    void aCallerThatIsToldOfItAgainAndAgainHasNothingTwiceInItsTrace() {
        WorkloadIdentityException first = Copies.again(shared);
        for (int attempt = 0; attempt < 3; attempt++) {
            first.addSuppressed(Failures.held(shared, 1, attempt + 2));
        }

        assertThat(printed(first)).doesNotContain("CIRCULAR REFERENCE");
        assertThat(printed(first).split("Caused by: java.nio.file.NoSuchFileException: no such file", -1))
                .as("one cause of each")
                .hasSize(1 + 4);
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
