package consumer;

import java.util.List;
import kotlin.KotlinVersion;
import kotlin.collections.CollectionsKt;

/** The application's own Kotlin. */
public final class Kotlin implements Check {
    @Override
    public void run() {
        System.out.println(KotlinVersion.CURRENT);
        Check.must(CollectionsKt.first(List.of(1, 2)).equals(1), "the first");
    }
}
