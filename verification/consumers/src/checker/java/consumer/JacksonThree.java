package consumer;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The application's own JSON, with Jackson 3. */
public final class JacksonThree implements Check {
    @Override
    public void run() {
        JsonMapper mapper = JsonMapper.builder().build();
        Check.must(mapper.writeValueAsString(Map.of("a", 1)).equals("{\"a\":1}"), "JSON");
        Check.must(mapper.readTree("{\"a\":[1,2]}").at("/a/1").asInt() == 2, "a tree");
    }
}
