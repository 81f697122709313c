package io.github.wicredential.internal.http;

import io.github.wicredential.thirdparty.okhttp3.MediaType;
import io.github.wicredential.thirdparty.okhttp3.RequestBody;
import io.github.wicredential.thirdparty.okio.BufferedSink;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A form that OkHttp must not send a second time by itself. Being one-shot it is not repeated after a broken
 * connection, a 408 or a 503; other addresses of the host are still tried while nothing has been sent.
 */
final class OneShotFormBody extends RequestBody {

    private final byte[] form;
    private volatile boolean begun;

    OneShotFormBody(byte[] form) {
        this.form = form;
    }

    /** The header states it; a type here would replace that. */
    @Override
    public @Nullable MediaType contentType() {
        return null;
    }

    @Override
    public long contentLength() {
        return form.length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    /** Whether anything of the form may have left this process. */
    boolean begun() {
        return begun;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        begun = true;
        sink.write(form);
    }
}
