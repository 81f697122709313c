package consumer;

import com.squareup.wire.ProtoAdapter;

/** Protocol buffers with Wire, which stands on Okio. */
public final class Wire implements Check {
    @Override
    public void run() {
        Check.must(ProtoAdapter.STRING.encodeByteString("plum").utf8().equals("plum"), "a string");
    }
}
