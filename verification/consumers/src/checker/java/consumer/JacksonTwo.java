package consumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** The application's own JSON. */
public final class JacksonTwo implements Check {
    @Override
    public void run() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        Order order = mapper.readValue("{\"id\":7,\"items\":[\"plum\"]}", Order.class);
        Check.must(order.id == 7 && order.items.equals(List.of("plum")), "an order");
        Check.must(mapper.writeValueAsString(Map.of("a", 1)).equals("{\"a\":1}"), "JSON");
        Check.must(mapper.readTree("{\"a\":[1,2]}").at("/a/1").asInt() == 2, "a tree");
    }

    /** Of the application. */
    public static final class Order {
        public int id;
        public List<String> items;
    }
}
