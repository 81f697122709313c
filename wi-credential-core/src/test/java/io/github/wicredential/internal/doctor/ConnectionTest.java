package io.github.wicredential.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    @Test
    void whyANameIsUnknownIsSaidAgainWhenTheJvmRemembersOnlyThatItIs() {
        String name = "login.remembered.invalid";
        UnknownHostException first = catchThrowableOfType(UnknownHostException.class, () -> Connection.resolve(name));

        UnknownHostException second = catchThrowableOfType(UnknownHostException.class, () -> Connection.resolve(name));

        assertThat(first).hasMessageStartingWith(name + ": ");
        assertThat(second).hasMessageStartingWith(name + ": ");
    }
}
