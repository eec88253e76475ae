"""The clock: what happens to cases, hours, places and money, day by day. The only place that imports simpy."""
