package io.github.wicredential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** An exception that goes to another process says the same there. */
class SerializedExceptionsTest {

    @Test
    void anAssertionExceptionKeepsItsReasonAndFile() throws Exception {
        Path file = Path.of("token");
        AssertionException failure =
                new AssertionException(AssertionException.Reason.MISSING, file, "The file is missing", null);

        AssertionException received = (AssertionException) copy(failure);

        assertThat(received).hasMessage("The file is missing");
        assertThat(received.reason()).isEqualTo(AssertionException.Reason.MISSING);
        assertThat(received.path()).contains(file);
    }

    private static Object copy(Object sent) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sent);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
