import { industryTrades } from './trades-industry';
import { serviceTrades } from './trades-service';

/** A line of business: LinkedIn’s name for it, how its companies are called and describe themselves, who works there. */
export interface Trade {
  industry: string;
  /** Second part of a company’s name. */
  words: string[];
  /** Named after partners rather than things. */
  partners?: true;
  weight: number;
  staff: Record<string, number>;
  specialties: string[];
  /** Templates: {company} {city} {country} {industry} {specialty1} {specialty2} {specialty3} {employees} {founded}. */
  about: string[];
  topics: string[];
  /** Typical number of employees. */
  size: [low: number, high: number];
}

export const trades: Trade[] = [...industryTrades, ...serviceTrades];

/** May follow in any company’s description. */
export const companyClosers = [
  'Founded in {founded}, we are {employees} people today.',
  'Known for {specialty1}, {specialty2} and {specialty3}.',
  'Privately owned, and meant to stay so.',
  'From {city}, with colleagues in [three|four|six] more countries.',
  'We hire people who like to finish things.',
];

/** First part of a company’s name. */
export const stems =
  `Alder Amberline Anvil Arbor Ardent Ashgrove Astern Aurora Beacon Bergwerk Birchway Bluefin Borealis Bramble Bridgeway
Brightwater Cairn Calder Cardinal Cedarfold Cobalt Copperleaf Corvid Crossfield Dalen Deltaform Dovetail Driftwood Eastgate Elbstrom
Ember Everline Evergrid Falken Farrow Fernhill Fieldstone Fjordline Flint Foundry Foxglove Freya Gantry Garnet Gladehill Goldcrest
Granite Greenlane Grindstone Halcyon Hallmark Harbourside Hawthorn Hazel Hearth Heron Highmoor Hollybrook Hornbeam Inlet Ironbridge
Isarwerk Juniper Kestrel Kettle Keystone Kingfisher Kite Lakeview Larch Lattice Ledger Lighthouse Linden Lodestar Longshore Lumen
Lyra Magpie Maple Marlow Meadowlark Meridian Millrace Mistral Moorland Mosaic Nimbus Northbank Northgate Oakridge Oberland Onyx
Orchard Osprey Outpost Overbrook Paragon Pebble Perigee Petrel Pinnacle Polder Poplar Quarry Quayside Quill Ravensworth Redwood
Reedbed Ridgeline Ripple Riverbend Rosewood Rowan Saffron Sandpiper Sapling Seabright Sextant Silverbirch Skylark Slate Solstice
Southbank Sparrow Spindle Starling Steelwood Stonebridge Summit Sundial Swift Tamarack Tandem Tern Thistle Threadneedle Tideway
Tiller Timberline Torrent Trellis Tundra Vanguard Verdant Vesper Viaduct Vindhem Wayfarer Westwind Wharfside Whitecap Wicker
Wildflower Willowbank Windrose Wolfram Wren Yarrow Zephyr`.split(/\s+/);
