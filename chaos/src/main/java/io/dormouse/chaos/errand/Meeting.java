package io.dormouse.chaos.errand;

import static io.dormouse.flow.Flow.await;

import io.dormouse.chaos.errand.Meeting.Place;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;

/** Waits for an event, and tells its value. */
@Durable(name = Meeting.NAME)
public final class Meeting implements Workflow<Place, String> {
    /** What it is started as. */
    public static final String NAME = "chaos-meeting";

    /** Where they meet. @param event its key */
    public record Place(String event) {}

    @Override
    public String run(Place place, Flow flow) {
        return await(flow.event(place.event(), String.class));
    }
}
