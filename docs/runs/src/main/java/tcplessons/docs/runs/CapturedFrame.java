package tcplessons.docs.runs;

/**
 * What was captured, byte for byte.
 *
 * @param micros microseconds since 1970
 */
record CapturedFrame(long micros, byte[] bytes) {}
