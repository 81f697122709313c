package io.github.wicredential.spring.internal.health;

import java.util.Map;

/**
 * How an identity is.
 *
 * @param state in a word
 * @param details what is known; holds no secret
 */
public record Judgement(State state, Map<String, Object> details) {

    /** Spring Boot's words. */
    public enum State {
        /** There is a valid token. */
        UP,
        /** There is none, and nothing speaks against getting one. */
        UNKNOWN,
        /** There is none, and none could be had. */
        DOWN
    }
}
