package io.github.wicredential.internal.http;

import io.github.wicredential.TokenTransport;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The egress proxies that a transport uses, even if its public type does not tell. */
public final class EgressProxies {

    private static final Map<Class<?>, Function<TokenTransport, EgressProxy>> BY_TYPE = new ConcurrentHashMap<>();

    private EgressProxies() {}

    /** Registers the lookup for transports of a type. */
    public static <T extends TokenTransport> void register(Class<T> type, Function<T, EgressProxy> proxies) {
        BY_TYPE.put(type, transport -> proxies.apply(type.cast(transport)));
    }

    /** The proxies of a transport, or null if they are not known. */
    public static @Nullable EgressProxy of(TokenTransport transport) {
        if (transport instanceof EgressProxy own) {
            return own;
        }
        Function<TokenTransport, EgressProxy> known = BY_TYPE.get(transport.getClass());
        return known == null ? null : known.apply(transport);
    }
}
