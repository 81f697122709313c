package consumer;

import okio.Buffer;
import okio.ByteString;

/** Bytes with Okio. */
public final class OkioBuffer implements Check {
    @Override
    public void run() {
        Check.must(new Buffer().writeUtf8("plum").readByteString().equals(ByteString.encodeUtf8("plum")), "bytes");
    }
}
